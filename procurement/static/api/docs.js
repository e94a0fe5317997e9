"use strict";
window.addEventListener("load", () => {
  const place = document.getElementById("swagger-ui");
  window.SwaggerUIBundle({
    url: place.dataset.document,
    domNode: place,
    deepLinking: true,
    validatorUrl: null,
    requestInterceptor: (request) => {
      const token = document.querySelector("input[name=csrfmiddlewaretoken]");
      if (token && request.method !== "GET") request.headers["X-CSRFToken"] = token.value;
      return request;
    },
  });
});

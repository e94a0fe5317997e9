// Warns before the session ends, and leaves the page when it has ended: what is shown must not stay on the screen.
(() => {
  "use strict";
  const box = document.getElementById("session");
  if (!box) return;
  const idle = Number(box.dataset.idle) * 1000;
  const warn = Number(box.dataset.warn) * 1000;
  let warning, end, before;

  const hide = () => {
    if (box.hidden) return;
    box.hidden = true;
    if (before) before.focus();
  };
  const show = () => {
    before = document.activeElement;
    box.hidden = false;
    box.querySelector("button").focus();
  };
  const leave = () => window.location.assign(box.dataset.after + "?next=" + encodeURIComponent(window.location.pathname));
  const start = () => {
    window.clearTimeout(warning);
    window.clearTimeout(end);
    hide();
    warning = window.setTimeout(show, idle - warn);
    end = window.setTimeout(leave, idle);
  };
  document.body.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) start(); });
  start();
})();

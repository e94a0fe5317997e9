// Keeps each mark as its row is left; what is not kept stays in its field, with the reason in words beside it.
(() => {
  "use strict";
  const form = document.getElementById("marks");
  if (!form) return;
  const words = form.dataset;
  const rows = [...form.querySelectorAll("[data-row]")];
  const token = form.querySelector("[name=csrfmiddlewaretoken]");
  const fields = (row) => [...row.querySelectorAll("[name]")];
  const typed = (row) => JSON.stringify(fields(row).filter((one) => one.type !== "hidden").map((one) => one.value.trim()));
  const kept = new Map(rows.map((row) => [row, "unsaved" in row.dataset ? null : typed(row)]));
  const calm = new Map(rows.map((row) => [row, kept.get(row) === null ? "" : row.querySelector(".save-state").textContent]));
  const busy = new Map();
  const refused = new Map(); // when: what is told between pressing and letting go was not read yet
  let stale = false;
  let pressed = 0;

  const unsaved = (row) => kept.get(row) !== typed(row);
  const tell = (row, text, wrong) => {
    const state = row.querySelector(".save-state");
    state.textContent = text;
    state.classList.toggle("wrong", wrong);
    row.querySelector("[inputmode]").setAttribute("aria-invalid", String(wrong));
  };
  const renew = async () => {
    const answer = await fetch(window.location.pathname, { redirect: "manual" }).catch(() => null);
    if (!answer || !answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    token.value = fresh.querySelector("#marks [name=csrfmiddlewaretoken]")?.value ?? token.value;
    stale = false;
  };
  const send = async (row) => {
    const data = new URLSearchParams(fields(row).map((one) => [one.name, one.value]));
    data.append(token.name, token.value);
    const headers = { Accept: "application/json" };
    const answer = await fetch(window.location.pathname, { method: "POST", body: data, headers, redirect: "manual" }).catch(() => null);
    if (!answer) return { said: words.offline };
    if (answer.headers.get("Content-Type") === "application/json") return answer.json();
    stale = true;
    return { said: answer.type === "opaqueredirect" ? words.away : words.refused };
  };
  const once = async (row) => {
    if (!unsaved(row)) { tell(row, calm.get(row), false); return; }
    const before = typed(row);
    tell(row, words.saving, false);
    const answer = await send(row);
    const told = answer.rows ? answer.rows[row.dataset.row] ?? { said: words.saved, saved: true } : answer;
    if (told.version !== undefined) row.querySelector("[type=hidden]").value = told.version;
    if (told.saved) { kept.set(row, before); calm.set(row, told.said); }
    else refused.set(row, performance.now());
    if (answer.tally) {
      document.getElementById("tally").textContent = answer.tally;
      document.body.dispatchEvent(new CustomEvent("htmx:afterRequest", { detail: { successful: true } })); // the session goes on
    }
    if (told.saved && unsaved(row)) tell(row, words.typed, false);
    else tell(row, told.saved ? told.said : words.failed + " " + told.said, !told.saved);
  };
  const save = (row) => {
    const work = (busy.get(row) ?? Promise.resolve()).then(() => once(row));
    busy.set(row, work);
    return work.finally(() => { if (busy.get(row) === work) busy.delete(row); });
  };
  const saveAll = async () => {
    await Promise.all(busy.values());
    if (stale) await renew();
    for (const row of rows.filter(unsaved)) if ((refused.get(row) ?? 0) <= pressed) await save(row);
  };

  for (const row of rows) {
    row.addEventListener("input", () => { if (!busy.has(row)) tell(row, words.typed, false); });
    row.addEventListener("focusout", (event) => { if (!row.contains(event.relatedTarget)) save(row); });
  }
  for (const start of ["pointerdown", "keydown"]) form.addEventListener(start, () => { pressed = performance.now(); }, true);
  form.addEventListener("submit", (event) => { event.preventDefault(); saveAll(); });
  for (const link of form.querySelectorAll("a")) {
    link.addEventListener("click", async (event) => {
      if (!rows.some(unsaved)) return;
      event.preventDefault();
      await saveAll();
      if (!rows.some(unsaved)) window.location.assign(link.href);
    });
  }
  window.addEventListener("beforeunload", (event) => { if (rows.some(unsaved)) event.preventDefault(); });
})();

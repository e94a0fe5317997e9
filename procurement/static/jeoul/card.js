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
  const busy = new Set();
  const again = new Set();
  let stale = false;

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
  const save = async (row) => {
    if (busy.has(row)) { again.add(row); return; }
    if (!unsaved(row)) { tell(row, words.saved, false); return; }
    busy.add(row);
    const before = typed(row);
    tell(row, words.saving, false);
    const answer = await send(row);
    const told = answer.rows ? answer.rows[row.dataset.row] ?? { said: words.saved, saved: true } : answer;
    if (told.version !== undefined) row.querySelector("[type=hidden]").value = told.version;
    if (told.saved) kept.set(row, before);
    if (answer.tally) {
      document.getElementById("tally").textContent = answer.tally;
      document.body.dispatchEvent(new CustomEvent("htmx:afterRequest", { detail: { successful: true } })); // the session goes on
    }
    if (told.saved && unsaved(row)) tell(row, words.typed, false);
    else tell(row, told.saved ? told.said : words.failed + " " + told.said, !told.saved);
    busy.delete(row);
    if (again.delete(row)) await save(row);
  };

  for (const row of rows) {
    row.addEventListener("input", () => { if (!busy.has(row)) tell(row, words.typed, false); });
    row.addEventListener("change", () => save(row));
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (stale) await renew();
    for (const row of rows.filter(unsaved)) await save(row);
  });
  window.addEventListener("beforeunload", (event) => { if (rows.some(unsaved)) event.preventDefault(); });
})();

/* Bringing a list in and undoing it: shows how far it is. Without this the button waits and the next page says what came of it. */

const form = document.querySelector("[data-list-work]");

/** Yield the lines of an answer as they come. */
async function* linesOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = lines.pop();
    yield* lines;
    if (done) return;
  }
}

/** Send the form and move the bar; true where it was done, false where it was not, null where nobody knows. */
async function work(body) {
  const bar = form.querySelector("progress");
  const told = form.querySelector("[data-told]");
  const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/plain" } });
  if (!response.ok || response.redirected) return null;
  for await (const line of linesOf(response)) {
    if (line === "done") return true;
    if (line === "stale") return false;
    const [done, count] = line.split(" ").map(Number);
    bar.value = done;
    told.textContent = `${done} / ${count}`;
  }
  return null;
}

form?.addEventListener("submit", async (event) => {
  if (!event.submitter?.matches("[data-told-of]")) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  form.querySelector("[data-progress]").hidden = false;
  const isDone = await work(body).catch(() => null);
  if (isDone === null) form.querySelector("[data-lost]").hidden = false;
  else location.assign(location.pathname + (isDone ? "" : "?stale"));
});

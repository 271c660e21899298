/* A file on its way up: shows how much of it is there. Without this the browser sends it and says nothing meanwhile. */

const forms = "form[data-sends-file]";
const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });

/** Send a form, telling how far it is; resolve to the answer, or to null where the line was lost or somebody stopped. */
function send(form, body, tell) {
  const request = new XMLHttpRequest();
  form.querySelector("[data-stop]").onclick = () => request.abort();
  return new Promise((resolve) => {
    request.upload.addEventListener("progress", ({ loaded, total }) => total && tell(loaded / total));
    request.upload.addEventListener("load", () => tell(null));
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => resolve(null));
    request.addEventListener("abort", () => resolve(undefined));
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "text/plain, text/html");
    request.send(body);
  });
}

/** Return a function that moves a form's bar to a part of the file, or lets it wait where the server is at work. */
function teller(form) {
  const [box, bar, stage, told] = ["[data-sending]", "progress", "[data-stage]", "[data-told]"].map((one) => form.querySelector(one));
  box.hidden = false;
  return (part) => {
    const said = part === null ? stage.dataset.works : stage.dataset.sends;
    if (stage.textContent !== said) stage.textContent = said;
    told.textContent = part === null ? "" : percent.format(part);
    if (part === null) bar.removeAttribute("value");
    else bar.value = part * 100;
    form.querySelector("[data-stop]").hidden = part === null;
  };
}

/** Go where the answer says, or show what it says of the file; what nobody expected is left to the browser. */
function goOn(form, answer) {
  if (answer.getResponseHeader("Content-Type")?.startsWith("text/plain")) return location.assign(answer.responseText);
  const page = new DOMParser().parseFromString(answer.responseText, "text/html");
  const card = page.querySelector(forms)?.closest("section");
  if (answer.status !== 200 || !card) return HTMLFormElement.prototype.submit.call(form);
  form.closest("section").replaceWith(document.importNode(card, true));
  document.querySelector(`${forms} input[type=file]`).focus();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(forms) || ![...form.querySelectorAll("input[type=file]")].some((one) => one.files.length)) return;
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  const body = new FormData(form);
  button.disabled = true;
  form.querySelector("[data-lost]").hidden = true;
  const tell = teller(form);
  tell(0);
  const answer = await send(form, body, tell);
  if (answer) return goOn(form, answer);
  button.disabled = false;
  form.querySelector("[data-sending]").hidden = true;
  form.querySelector("[data-lost]").hidden = answer === undefined;
});

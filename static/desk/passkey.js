// Passkeys: ask the browser for one and send what it says with the form. And the two buttons of the recovery codes.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

// WebAuthn speaks in bytes, forms in letters.
function read({ publicKey }) {
  const keys = (list) => list?.map((key) => ({ ...key, id: bytes(key.id) }));
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (publicKey.user) options.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) options.excludeCredentials = keys(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) options.allowCredentials = keys(publicKey.allowCredentials);
  return options;
}

function written(credential) {
  const { response } = credential;
  const said = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) said[name] = text(response[name]);
  }
  if (response.getTransports) said.transports = response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: said,
  });
}

async function asked(form) {
  if (form.dataset.passkeyAsked) return JSON.parse(form.dataset.passkeyAsked);
  const answer = await fetch(form.dataset.passkeyFrom, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

async function ask(form) {
  const publicKey = read(await asked(form));
  if (form.dataset.passkey === "get") return navigator.credentials.get({ publicKey });
  const choice = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  publicKey.authenticatorSelection = { ...publicKey.authenticatorSelection, ...choice };
  return navigator.credentials.create({ publicKey });
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll("[data-passkey]") : []) {
  const problem = form.querySelector("[data-passkey-problem]");
  form.querySelector("[data-passkey-button]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      form.elements.credential.value = written(await ask(form));
      form.submit();
    } catch {
      problem.textContent = problem.dataset.passkeyProblem;
      problem.hidden = false;
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const codes = [...document.querySelectorAll("[data-codes] code")].map((code) => code.textContent);
    await navigator.clipboard.writeText(codes.join("\n"));
    button.textContent = button.dataset.copy;
  });
}

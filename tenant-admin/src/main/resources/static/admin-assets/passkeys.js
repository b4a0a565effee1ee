// Passkeys: the browser makes and uses them, this page carries challenge and answer. Without it people sign in otherwise.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

async function post(path, body, type) {
  const headers = { "X-CSRF-TOKEN": document.querySelector("input[name=_csrf]").value, Accept: "application/json" };
  if (type) headers["Content-Type"] = type;
  const answer = await fetch(path, { method: "POST", headers, body });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error?.message ?? "That did not work; please try again.");
  return json;
}

const send = (path, credential, response) => post(path, JSON.stringify({
  id: credential.id, rawId: text(credential.rawId), type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? undefined, clientExtensionResults: {}, response,
}), "application/json");

async function make(form) {
  const options = await post("/account/passkeys/options", new URLSearchParams(new FormData(form)));
  const made = await navigator.credentials.create({ publicKey: {
    ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials), extensions: {},
  } });
  return send("/account/passkeys", made, {
    clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
}

async function use() {
  const options = await post("/login/passkey/options");
  const signed = await navigator.credentials.get({ publicKey: {
    ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials), extensions: {},
  } });
  return send("/login/passkey", signed, {
    clientDataJSON: text(signed.response.clientDataJSON), authenticatorData: text(signed.response.authenticatorData),
    signature: text(signed.response.signature), userHandle: signed.response.userHandle ? text(signed.response.userHandle) : undefined,
  });
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  const says = place.querySelector("[data-says]");
  const there = location.origin === place.dataset.origin && window.PublicKeyCredential;
  place.hidden = false;
  if (!there) {
    const link = place.querySelector("[data-there]");
    if (link && location.origin !== place.dataset.origin) link.hidden = false;
    else if (!link) place.hidden = true;
    continue;
  }
  const form = place.querySelector("form");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    says.textContent = "";
    try {
      location.assign((place.dataset.passkey === "make" ? await make(form) : await use()).to);
    } catch (problem) {
      says.textContent = problem.name === "NotAllowedError" ? "Your device made no passkey available." : problem.message;
      says.className = "alert alert-danger";
      says.hidden = false;
    } finally {
      delete form.dataset.sent;
    }
  });
}

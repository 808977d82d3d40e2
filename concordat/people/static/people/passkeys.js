// Passkeys: asks the browser to make or to use one, and sends what it answers by the form. Every form that
// needs this is hidden until we know that it can work; a code does the same without script.

const bytes = (words) =>
  Uint8Array.from(atob(words.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const words = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const named = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

function toMake({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
    },
  };
}

function toUse({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: named(publicKey.allowCredentials),
    },
  };
}

function told(credential) {
  const said = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) said[part] = words(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: words(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: said,
  });
}

async function asked(form) {
  if (!form.dataset.passkeyFrom) return JSON.parse(document.getElementById("passkey-asked").textContent);
  const reply = await fetch(form.dataset.passkeyFrom, { headers: { Accept: "application/json" } });
  return reply.json();
}

async function answer(form) {
  const made = form.dataset.passkey === "make";
  // A passkey that is refused for want of a name would stay behind in the device: first the name.
  if (made && !form.elements.namedItem("name").value.trim()) {
    form.submit();
    return;
  }
  const options = await asked(form);
  const credential = made
    ? await navigator.credentials.create(toMake(options))
    : await navigator.credentials.get(toUse(options));
  form.elements.namedItem("credential").value = told(credential);
  form.submit();
}

if (window.PublicKeyCredential && window.isSecureContext) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const trouble = form.querySelector("[data-passkey-trouble]");
    form.hidden = false;
    form.querySelector("button").addEventListener("click", () => {
      trouble.textContent = "";
      answer(form).catch((wrong) => {
        // So a browser calls it when the device holds a passkey of this account already.
        const held = wrong.name === "InvalidStateError" && trouble.dataset.passkeyHeld;
        trouble.textContent = held || trouble.dataset.passkeyTrouble;
      });
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault(); // Enter in the field for a name is the same as the button.
      form.querySelector("button").click();
    });
  }
  for (const instead of document.querySelectorAll("[data-without-passkeys]")) instead.hidden = true;
}

// Sends a file in pieces, so that a broken line or a restarted office loses nothing.
// Without this file the form sends it whole.
"use strict";
(() => {
  const form = document.querySelector("form[data-announce]");
  if (!form || !window.fetch) return;
  const finish = document.querySelector("form[data-finish]");
  const said = form.querySelector("[data-said]");
  const progress = form.querySelector("[data-progress]");
  const bar = form.querySelector("[data-progress] rect.a");
  const button = form.querySelector("button[type=submit]");
  const token = form.elements.csrfmiddlewaretoken.value;
  const pieceBytes = Number(form.dataset.bytes);
  const waits = [1, 2, 4, 8, 15, 30];
  let sending = false;

  const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
  const say = (words) => { said.textContent = words; };

  function show(kept, pieces) {
    const percent = Math.floor((100 * kept) / pieces);
    progress.hidden = false;
    bar.setAttribute("width", percent);
    say(percent + "% terkirim (" + kept + " dari " + pieces + " bagian).");
  }

  async function digestOf(piece) {
    if (!window.crypto || !window.crypto.subtle) return "";
    const bytes = new Uint8Array(await window.crypto.subtle.digest("SHA-256", piece));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // Ask until the office answers; only what it refuses in words ends the sending.
  async function ask(address, body, headers) {
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await fetch(address, {
          method: "POST", body, redirect: "manual", credentials: "same-origin",
          headers: { "X-CSRFToken": token, ...headers },
        });
        if (answer.ok) return await answer.json();
        if (answer.status === 409) {
          const refused = await answer.json();
          throw { said: refused.problem + " " + refused.advice };
        }
        if (answer.type === "opaqueredirect" || answer.status < 500) {
          throw { said: "Anda perlu masuk lagi. Muat ulang halaman ini, lalu pilih berkas yang sama; yang sudah terkirim tidak hilang." };
        }
      } catch (fault) {
        if (fault.said) throw fault;
      }
      const wait = waits[Math.min(tries, waits.length - 1)];
      say("Sambungan terputus. Dicoba lagi " + wait + " detik lagi; yang sudah terkirim tidak hilang.");
      await pause(wait);
    }
  }

  async function send(file) {
    const told = new URLSearchParams({ name: file.name, size: file.size });
    const here = new Set((await ask(form.dataset.announce, told)).here);
    const pieces = Math.ceil(file.size / pieceBytes);
    let kept = here.size;
    // The first piece goes again: it shows that this is the file that was begun.
    for (let number = 0; number < pieces; number += 1) {
      if (number > 0 && here.has(number)) continue;
      const piece = await file.slice(number * pieceBytes, (number + 1) * pieceBytes).arrayBuffer();
      await ask(form.dataset.part.replace(/0\/$/, number + "/"), piece, {
        "Content-Type": "application/octet-stream", "X-Part-Digest": await digestOf(piece),
      });
      if (!here.has(number)) kept += 1;
      show(kept, pieces);
    }
  }

  form.addEventListener("submit", async (event) => {
    const file = form.elements.file.files[0];
    if (!file) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    button.textContent = "Sedang mengirim";
    try {
      await send(file);
      say("Semua bagian sampai. Berkas dibaca.");
      finish.submit();
    } catch (fault) {
      say(fault.said || "Berkas tidak dapat dibaca dari komputer Anda. Pilih lagi, lalu kirim.");
      button.textContent = "Kirim berkas";
      sending = false;
    }
  });
})();

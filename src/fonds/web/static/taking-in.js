// What a browser may add to taking in, which works without it: dropping, how much is sent,
// and progress without loading the page anew.
"use strict";

(() => {
  const count = new Intl.NumberFormat("en");
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

  // A job: the server tells how it goes.
  const job = document.querySelector("[data-job]");
  if (job instanceof HTMLElement) {
    const bar = job.querySelector("progress");
    const words = job.querySelector(".how-far");
    const status = job.querySelector("[role=status]");
    const events = new EventSource(`/take-in/${job.dataset.job}/events`);
    let phase = "";
    events.addEventListener("message", (event) => {
      const told = JSON.parse(event.data);
      words.textContent = told.progress;
      if (told.total > 0) {
        bar.max = told.total;
        bar.value = told.done;
      } else {
        bar.removeAttribute("value");
      }
      // Said aloud once a phase, not ten times a second.
      if (told.phase !== phase) {
        phase = told.phase;
        status.textContent = told.progress;
      }
      if (told.is_over) {
        events.close();
        location.reload();
      }
    });
    return;
  }

  const form = document.querySelector("form.sending");
  if (!(form instanceof HTMLFormElement)) return;
  const going = form.querySelector(".going");
  const wrong = form.querySelector(".wrong");
  const inputs = [...form.querySelectorAll("input[type=file]")];
  const submit = form.querySelector("button[type=submit]");
  let request = null;

  const complain = (message) => {
    wrong.textContent = message;
    wrong.hidden = message === "";
  };
  const settle = (isGoing) => {
    going.hidden = !isGoing;
    submit.disabled = isGoing;
  };

  // Files as {file, path}; the first that is too much is named before anything is sent.
  const findTooMuch = (found) => {
    const files = Number(form.dataset.files);
    const most = Number(form.dataset.bytes);
    if (found.length > files) {
      return `One upload holds at most ${count.format(files)} files, and ${found[files].path} is one more. Send a part of them first.`;
    }
    let bytes = 0;
    for (const { file, path } of found) {
      bytes += file.size;
      if (bytes > most) {
        return `With ${path} the upload is larger than ${form.dataset.most}. Send a part of it first.`;
      }
    }
    return "";
  };

  const show = (sent, total) => {
    const bar = going.querySelector("progress");
    bar.max = Math.max(total, 1);
    bar.value = sent;
    going.querySelector(".sent").textContent = `${megabytes(sent)} of ${megabytes(total)} sent`;
  };

  const send = (found) => {
    if (request !== null) return;
    const tooMuch = found.length === 0 ? "No file was found there." : findTooMuch(found);
    complain(tooMuch);
    if (tooMuch !== "") return;
    const body = new FormData();
    for (const { file, path } of found) {
      body.append("about", JSON.stringify({ path, modified: file.lastModified }));
      body.append("files", file, "file");
    }
    request = new XMLHttpRequest();
    const end = (message) => {
      request = null;
      settle(false);
      complain(message);
    };
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json, text/html;q=0.5");
    request.upload.addEventListener("progress", (event) => show(event.loaded, event.total));
    request.addEventListener("load", () => {
      if (request.status < 300) {
        location.assign(request.responseURL);
        return;
      }
      let said = "";
      try {
        said = JSON.parse(request.responseText).detail;
      } catch {
        said = "";
      }
      end(said || `It was not taken in (${request.status}).`);
    });
    request.addEventListener("error", () =>
      end("The sending broke off. Nothing was kept; send it again, or look whether a file has changed or gone."),
    );
    request.addEventListener("abort", () => end("Sending was stopped. Nothing was kept."));
    settle(true);
    show(0, found.reduce((sum, { file }) => sum + file.size, 0));
    going.querySelector("[role=status]").textContent = `Sending ${count.format(found.length)} files`;
    request.send(body);
  };

  going.querySelector("button").addEventListener("click", () => request?.abort());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const files = inputs.flatMap((input) => [...input.files]);
    send(files.map((file) => ({ file, path: file.webkitRelativePath || file.name })));
  });

  // Dropped folders are walked, with the paths below them kept.
  const fileOf = (entry) => new Promise((give, fail) => entry.file(give, fail));
  const listOf = async (folder) => {
    const reader = folder.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((give, fail) => reader.readEntries(give, fail));
      if (some.length === 0) return found;
      found.push(...some);
    }
  };
  const walk = async (entries) => {
    const found = [];
    const waiting = [...entries].reverse();
    while (waiting.length > 0) {
      const entry = waiting.pop();
      if (entry.isFile) {
        found.push({ file: await fileOf(entry), path: entry.fullPath.replace(/^\//, "") });
      } else {
        const inside = await listOf(entry);
        inside.sort((a, b) => (a.name < b.name ? 1 : -1));
        waiting.push(...inside);
      }
    }
    return found;
  };

  if (!matchMedia("(any-pointer: fine)").matches && !("ondrop" in form)) return;
  form.classList.add("can-drop");
  form.querySelector(".drop-words").hidden = false;
  const over = (isOver) => form.classList.toggle("is-over", isOver);
  // The whole page takes what is dropped: missing the field must not lead away from it.
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) over(false);
  });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    over(false);
    const items = [...(event.dataTransfer?.items ?? [])].filter((item) => item.kind === "file");
    const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null);
    const plain = [...(event.dataTransfer?.files ?? [])];
    try {
      if (entries.length > 0 && entries.every((entry) => entry !== null)) send(await walk(entries));
      else send(plain.map((file) => ({ file, path: file.name })));
    } catch {
      complain("What was dropped could not be read. Nothing was sent.");
    }
  });
})();

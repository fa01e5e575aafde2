// Keys 1, 2 and 3 press the three answers. Without this file the buttons are pressed by Tab and Enter.
"use strict";
(() => {
  const form = document.querySelector("form[data-keys]");
  if (!form) return;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=radio]), select, textarea");
    if (typing || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const button = form.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
    if (button) button.click();
  });
})();

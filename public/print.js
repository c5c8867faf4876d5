// The button of the page for printing. Where scripts do not run it stays hidden.
const button = document.querySelector("[data-print]");
button.hidden = false;
button.addEventListener("click", () => window.print());

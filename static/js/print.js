// A button that prints the page, where there is somebody to press it: without JavaScript the browser's own menu does.
export function offerToPrint(root) {
  for (const place of root.querySelectorAll("[data-print]")) {
    place.hidden = false;
    place.querySelector("button").addEventListener("click", () => window.print());
  }
}

// Takes the tablet back to its start when nobody has touched it for a while, and leaves nothing behind.
"use strict";

const { start, seconds } = document.currentScript.dataset;
let timer;
const wait = () => {
  clearTimeout(timer);
  timer = setTimeout(() => location.replace(start), Number(seconds) * 1000);
};
for (const event of ["pointerdown", "pointermove", "keydown", "input", "scroll", "touchstart"]) {
  addEventListener(event, wait, { passive: true, capture: true });
}
// A page that comes back from the browser's memory is somebody else's.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(start);
});
wait();

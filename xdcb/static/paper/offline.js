/* Has the service worker (templates/issues/service-worker.js) keep the issue that is shown, for reading offline. */

const { listing } = document.querySelector("[data-listing]").dataset;

function report() {
  const savesData = navigator.connection?.saveData;
  navigator.serviceWorker.controller?.postMessage({ listing, savesData });
}

function begin() {
  navigator.serviceWorker.addEventListener("controllerchange", report);
  navigator.serviceWorker.register("/service-worker.js").then(report, () => {});
  // The network may need a moment more than it says.
  addEventListener("online", () => [0, 3000].forEach((delay) => setTimeout(report, delay)));
}

if ("serviceWorker" in navigator) {
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
}

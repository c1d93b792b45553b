/* Prints the piece with all its pictures, also those that were never scrolled to. */

document.querySelector("[data-print]").addEventListener("click", async () => {
  const pictures = [...document.querySelectorAll("main img")];
  for (const picture of pictures) picture.loading = "eager";
  // One that does not come must not hold up the rest.
  await Promise.allSettled(pictures.map((picture) => picture.decode()));
  print();
});

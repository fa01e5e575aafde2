// Picks a place on a small map and writes it into the two fields; typing into them moves the point.
// Without this file, and without boundaries, the fields are typed.
"use strict";
(() => {
  const box = document.querySelector("[data-place-map]");
  const data = document.getElementById("batas");
  if (!box || !data || !window.L) return;
  const rings = JSON.parse(data.textContent);
  const tiles = box.dataset.tiles;
  if (!rings.length && !tiles) return;
  box.hidden = false;
  document.querySelector("[data-place-words]").hidden = false;
  const lat = document.querySelector("[name=latitude]");
  const lon = document.querySelector("[name=longitude]");
  const map = L.map(box, { attributionControl: Boolean(tiles), scrollWheelZoom: false });
  if (tiles) L.tileLayer(tiles, { maxZoom: 19, attribution: box.dataset.credit }).addTo(map);
  const land = L.polygon(rings, { color: "#0b5d52", weight: 2, fillOpacity: 0.08, interactive: false });
  if (rings.length) land.addTo(map);
  const point = L.circleMarker([0, 0], { radius: 8, color: "#fff", weight: 2, fillColor: "#a3360b", fillOpacity: 1 });

  const number = (field) => {
    const text = field.value.trim().replace(",", ".");
    return text && Number.isFinite(Number(text)) ? Number(text) : null;
  };
  const show = () => {
    const here = [number(lat), number(lon)];
    if (here.includes(null)) { point.remove(); return null; }
    point.setLatLng(here).addTo(map);
    return here;
  };
  const here = show();
  if (rings.length) map.fitBounds(land.getBounds());
  else map.setView(here || [-2.5, 118], here ? 16 : 4);
  map.on("click", (event) => {
    lat.value = event.latlng.lat.toFixed(6);
    lon.value = event.latlng.lng.toFixed(6);
    show();
  });
  [lat, lon].forEach((field) => field.addEventListener("change", show));
})();

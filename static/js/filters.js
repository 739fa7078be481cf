// The stylesheet shows the filters on a wide screen; browsers that cannot style a closed <details> get it opened.
export function openFiltersOnWideScreens(root) {
  if (CSS.supports("selector(::details-content)")) return;
  if (!window.matchMedia("(min-width: 62em)").matches) return;
  for (const filters of root.querySelectorAll("details.cp-filters")) filters.open = true;
}

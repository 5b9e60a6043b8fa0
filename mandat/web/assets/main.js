// What every page loads: htmx for parts of pages. All else are islands, each in its own file
// of islands/, bundled by build.mjs. Without any script every page still works.
import htmx from "htmx.org";

globalThis.htmx = htmx;

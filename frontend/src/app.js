// What every page can do: explain a number beside the page, sort a table, change the theme, print.
import htmx from "htmx.org";
import { watchChoosing } from "./choosing.js";
import { watchDrafts } from "./drafts.js";
import { watchDropping } from "./entry/dropping.js";
import { watchEntry } from "./entry/entry.js";
import { watchExplanations } from "./explanation.js";
import { watchMenus } from "./menus.js";
import { watchSession } from "./session.js";
import { watchSorting } from "./sorting.js";
import { watchTheme } from "./theming.js";
import { watchVerifying } from "./verifying.js";
import { watchWhatIf } from "./whatif.js";

window.htmx = htmx;
watchChoosing();
watchDropping();
watchEntry();
watchExplanations(htmx);
watchMenus();
watchSession();
watchSorting();
watchTheme();
watchVerifying();
watchWhatIf();
watchDrafts();

import { createAll, ErrorSummary, NotificationBanner, ServiceNavigation } from "govuk-frontend";
import { openFiltersOnWideScreens } from "./filters.js";
import { offerToPrint } from "./print.js";
import { keepWords } from "./keep-words.js";
import { preventDoubleSubmit } from "./double-submit.js";
import { showWhenChosen } from "./shows-when.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(ErrorSummary);
createAll(NotificationBanner);
createAll(ServiceNavigation);
showWhenChosen(document);
preventDoubleSubmit(document);
openFiltersOnWideScreens(document);
keepWords(document);
offerToPrint(document);

// Every page, in English.
import { everyPage } from "../lib/every-page.mjs";

everyPage("en");

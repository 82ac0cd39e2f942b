// Every page, in Vietnamese.
import { everyPage } from "../lib/every-page.mjs";

everyPage("vi");

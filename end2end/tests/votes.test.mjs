// Every kind of vote, with JavaScript.
import { everyVote } from "../lib/every-vote.mjs";

everyVote({ script: true });

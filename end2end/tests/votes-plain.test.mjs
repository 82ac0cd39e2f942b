// Every kind of vote, without JavaScript.
import { everyVote } from "../lib/every-vote.mjs";

everyVote({ script: false });

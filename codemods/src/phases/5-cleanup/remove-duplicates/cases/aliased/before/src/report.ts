import { dayStart as start } from "./legacy/dates.js";

// Days begin at midnight.
export const days = (moments: readonly Date[]) => moments.map(start);

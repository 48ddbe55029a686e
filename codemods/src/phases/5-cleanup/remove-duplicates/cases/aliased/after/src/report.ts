import { startOfDay } from "./dates.js";

// Days begin at midnight.
export const days = (moments: readonly Date[]) => moments.map(startOfDay);

import { print } from "./print.js";

await print();

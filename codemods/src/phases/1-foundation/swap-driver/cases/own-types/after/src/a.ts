import { inject } from "@duckshift/runtime";
import { TRepository } from "./repositories/t-repository.js";
export const count = () => inject(TRepository).countAll();

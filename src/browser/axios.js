export { AxiosHeaders, default } from "axios";

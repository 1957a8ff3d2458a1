/** What an error body can contain besides the message and the status. */
export interface ApiErrorDetails {
  /** The stable code of forgekey, if one of its rules refused. */
  readonly code?: string | undefined;
  /** The parameter at fault. */
  readonly parameter?: string | undefined;
  /** Where in a filter text the fault is: 1 for the first character. */
  readonly column?: number | undefined;
  /** What to do about it. Only the request log shows it; the vendor's body has no such member. */
  readonly hint?: string | undefined;
}

/** A refusal. The client gets all of it unchanged, so it never contains a secret. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  readonly status: number;
  readonly details: ApiErrorDetails;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    details: ApiErrorDetails = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

/** The JSON of a refusal in the vendor's form, with our details added if there are any. */
export function errorBody(error: ApiError): { message: string; status: number } & ApiErrorDetails {
  const { code, parameter, column } = error.details;
  return { message: error.message, status: error.status, code, parameter, column };
}

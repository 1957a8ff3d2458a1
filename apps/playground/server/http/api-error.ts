/** What an error body may hold besides the message and the status. */
export interface ApiErrorDetails {
  /** The stable code of forgekey, where one of its rules refused. */
  code?: string | undefined;
  /** The parameter that is at fault. */
  parameter?: string | undefined;
  /** Where in a filter text the fault is: 1 for the first character. */
  column?: number | undefined;
}

/** A refusal that the client may read: all of it is sent as it stands, so none of it holds a secret. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  readonly status: number;
  readonly details: ApiErrorDetails;

  constructor(status: number, message: string, details: ApiErrorDetails = {}) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

/** The JSON that every refusal has, as the vendor words it, with our details beside it where there are any. */
export function errorBody(error: ApiError): { message: string; status: number } & ApiErrorDetails {
  const { code, parameter, column } = error.details;
  return { message: error.message, status: error.status, code, parameter, column };
}

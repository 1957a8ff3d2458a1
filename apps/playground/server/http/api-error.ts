/** The members of an error body besides the message and the status. */
export interface ApiErrorDetails {
  /** forgekey's stable code, if one of its rules refused. */
  code?: string | undefined;
  /** The parameter that is at fault. */
  parameter?: string | undefined;
  /** Where in a filter text the fault is: 1 for the first character. */
  column?: number | undefined;
}

/** A refusal. All of it is sent to the client, so it must not contain a secret. */
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

/** The JSON body of a refusal: the vendor's members, and our details if there are any. */
export function errorBody(error: ApiError): { message: string; status: number } & ApiErrorDetails {
  const { code, parameter, column } = error.details;
  return { message: error.message, status: error.status, code, parameter, column };
}

namespace EdgeKube.Agent.Runtime;

/// <summary>gRPC's status codes, by their numbers.</summary>
internal enum RuntimeErrorCode
{
    Cancelled = 1,
    Unknown = 2,
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    FailedPrecondition = 9,
    Aborted = 10,
    OutOfRange = 11,
    Unimplemented = 12,
    Internal = 13,
    /// <summary>The runtime is not reachable; repeat the call later.</summary>
    Unavailable = 14,
    DataLoss = 15,
    Unauthenticated = 16,
}

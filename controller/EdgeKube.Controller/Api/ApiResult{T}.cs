using System.Diagnostics.CodeAnalysis;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>An object, or the Status that says why there is none.</summary>
internal readonly record struct ApiResult<T>
    where T : class
{
    private ApiResult(T? obj, ApiStatus? error)
    {
        Object = obj;
        Error = error;
    }

    public T? Object { get; }

    public ApiStatus? Error { get; }

    [MemberNotNullWhen(true, nameof(Object))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>409: the object exists already, or has changed since it was read. Read again and decide again.</summary>
    public bool IsConflict => Error?.Code == 409;

    public bool IsNotFound => Error?.Code == 404;

    public static ApiResult<T> Of(T obj) => new(obj, null);

    public static implicit operator ApiResult<T>(T obj) => new(obj, null);

    public static implicit operator ApiResult<T>(ApiStatus error) => new(null, error);
}

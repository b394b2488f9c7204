namespace EdgeKube.Controller.Api;

/// <summary>For results of interface types, which C# converts from implicitly only by name.</summary>
internal static class ApiResult
{
    public static ApiResult<T> Of<T>(T obj)
        where T : class => ApiResult<T>.Of(obj);
}

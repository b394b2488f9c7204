using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Refusals in Kubernetes' words and codes.</summary>
internal static class Statuses
{
    public const string ModifiedMessage = "the object has been modified; please apply your changes to the latest version and try again";

    public static ApiStatus Failure(int code, string? reason, string message, StatusDetails? details = null) =>
        new() { Status = "Failure", Code = code, Reason = reason, Message = message, Details = details };

    public static ApiStatus BadRequest(string message) => Failure(400, "BadRequest", message);

    public static ApiStatus NoSuchResource() => Failure(404, "NotFound", "the server could not find the requested resource");

    public static ApiStatus NotFound(Kind kind, string name) =>
        Failure(404, "NotFound", $"{kind.GroupResource} \"{name}\" not found", DetailsOf(kind, name));

    public static ApiStatus AlreadyExists(Kind kind, string name) =>
        Failure(409, "AlreadyExists", $"{kind.GroupResource} \"{name}\" already exists", DetailsOf(kind, name));

    public static ApiStatus Conflict(Kind kind, string name, string message) =>
        Failure(409, "Conflict", $"Operation cannot be fulfilled on {kind.GroupResource} \"{name}\": {message}", DetailsOf(kind, name));

    public static ApiStatus NameMismatch(string given, string path) => BadRequest($"the name of the object ({given}) does not match the name on the URL ({path})");

    public static ApiStatus Modified(Kind kind, string name) => Conflict(kind, name, ModifiedMessage);

    public static ApiStatus WrongUid(Kind kind, string name, string wanted, string found) => Failure(
        409,
        "Conflict",
        $"Operation cannot be fulfilled on {kind.QualifiedName} \"{name}\": the UID in the precondition ({wanted}) does not match the UID in record ({found}). "
        + "The object might have been deleted and then recreated",
        DetailsOf(kind.Group, kind.Name, name));

    public static ApiStatus Forbidden(Kind kind, string? name, string message, IReadOnlyList<StatusCause>? causes = null) =>
        Forbidden(kind.Group, kind.Plural, name, message, causes);

    /// <summary>For resources that may be none of ours.</summary>
    public static ApiStatus Forbidden(string group, string resource, string? name, string message, IReadOnlyList<StatusCause>? causes = null)
    {
        var whole = group.Length == 0 ? resource : $"{resource}.{group}";
        var subject = string.IsNullOrEmpty(name) ? whole : $"{whole} \"{name}\"";
        return Failure(403, "Forbidden", $"{subject} is forbidden: {message}", DetailsOf(group, resource, name) with { Causes = causes });
    }

    public static ApiStatus Invalid(string qualifiedKind, string name, IReadOnlyList<StatusCause> causes)
    {
        var faults = causes.Select(cause => $"{cause.Field}: {cause.Message}").Distinct().ToArray();
        var text = faults.Length == 1 ? faults[0] : $"[{string.Join(", ", faults)}]";
        var dot = qualifiedKind.IndexOf('.', StringComparison.Ordinal);
        return Failure(422, "Invalid", $"{qualifiedKind} \"{name}\" is invalid: {text}", new StatusDetails
        {
            Name = string.IsNullOrEmpty(name) ? null : name,
            Kind = dot < 0 ? qualifiedKind : qualifiedKind[..dot],
            Group = dot < 0 ? null : qualifiedKind[(dot + 1)..],
            Causes = causes,
        });
    }

    public static ApiStatus Invalid(Kind kind, string name, params StatusCause[] causes) => Invalid(kind.QualifiedName, name, causes);

    public static StatusCause InvalidValue(string field, string value, string message) =>
        new() { Reason = "FieldValueInvalid", Field = field, Message = $"Invalid value: {value}: {message}" };

    public static StatusCause ForbiddenField(string field, string message) =>
        new() { Reason = "FieldValueForbidden", Field = field, Message = $"Forbidden: {message}" };

    public static StatusCause Required(string field, string message = "") =>
        new() { Reason = "FieldValueRequired", Field = field, Message = message.Length == 0 ? "Required value" : $"Required value: {message}" };

    public static StatusCause NotSupported(string field, string value, params string[] supported) => new()
    {
        Reason = "FieldValueNotSupported",
        Field = field,
        Message = $"Unsupported value: \"{value}\": supported values: {string.Join(", ", supported.Select(known => $"\"{known}\""))}",
    };

    public static ApiStatus MethodNotAllowed() =>
        Failure(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");

    public static ApiStatus Unauthorized() => Failure(401, "Unauthorized", "Unauthorized");

    public static ApiStatus NotAcceptable() =>
        Failure(
            406,
            "NotAcceptable",
            "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf, "
            + "application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch");

    public static ApiStatus UnsupportedMediaType(string? given, params string[] accepted) => Failure(
        415,
        "UnsupportedMediaType",
        $"the body of the request was in an unknown format ({(string.IsNullOrEmpty(given) ? "none named" : given)}) - accepted media types include: {string.Join(", ", accepted)}");

    public static ApiStatus TooLarge(long bytes, long limit) =>
        Failure(413, "RequestEntityTooLarge", $"Request entity too large: {bytes} bytes, limit is {limit}");

    public static ApiStatus TooManyRequests(string message) => Failure(429, "TooManyRequests", message, new StatusDetails { RetryAfterSeconds = 1 });

    public static ApiStatus TooLargeRevision(long asked, long current) => Failure(
        504,
        "Timeout",
        $"Timeout: Too large resource version: {asked}, current: {current}",
        new StatusDetails { RetryAfterSeconds = 1, Causes = [new StatusCause { Reason = "ResourceVersionTooLarge", Message = "Too large resource version" }] });

    public static ApiStatus Expired(string message) => Failure(410, "Expired", message);

    /// <summary>The state that a list was begun with is forgotten; the token goes on with the newest.</summary>
    public static ApiStatus ContinueExpired(string token) => Expired(
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, "
        + "or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an "
        + "inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.")
        with
    {
        Metadata = new ListMeta { Continue = token },
    };

    public static ApiStatus Unavailable(string message) => Failure(503, "ServiceUnavailable", message);

    public static ApiStatus InternalError(string message) => Failure(500, "InternalError", $"Internal error occurred: {message}");

    /// <summary>The answer to a delete that removed the object.</summary>
    public static ApiStatus Deleted(Kind kind, ApiObject obj) => new()
    {
        Status = "Success",
        Details = DetailsOf(kind, obj.Name) with { Uid = obj.Uid },
    };

    private static StatusDetails DetailsOf(Kind kind, string? name) => DetailsOf(kind.Group, kind.Plural, name);

    private static StatusDetails DetailsOf(string group, string resource, string? name) => new()
    {
        Name = string.IsNullOrEmpty(name) ? null : name,
        Group = group.Length == 0 ? null : group,
        Kind = resource,
    };
}

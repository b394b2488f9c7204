namespace EdgeKube.Api;

/// <summary>Turns faults into the Status that Kubernetes answers with.</summary>
public static class StatusBuilder
{
    /// <summary>What decoding found: 400 for what is not such an object at all, 422 when a field is known but not implemented.</summary>
    public static ApiStatus FromDecoding(string kind, string apiVersion, string? name, IReadOnlyList<FieldError> errors)
    {
        if (errors.All(error => error.Type == FieldErrorType.Forbidden))
        {
            return Invalid(kind, apiVersion, name, errors);
        }

        var version = apiVersion[(apiVersion.LastIndexOf('/') + 1)..];
        return new ApiStatus
        {
            Status = "Failure",
            Code = 400,
            Reason = "BadRequest",
            Message = $"{kind} in version \"{version}\" cannot be handled as a {kind}: strict decoding error: {string.Join(", ", errors)}",
            Details = Details(kind, apiVersion, name, errors),
        };
    }

    /// <summary>What validation found: 422.</summary>
    public static ApiStatus Invalid(string kind, string apiVersion, string? name, IReadOnlyList<FieldError> errors)
    {
        var group = GroupOf(apiVersion);
        var text = string.Join(", ", errors);
        return new ApiStatus
        {
            Status = "Failure",
            Code = 422,
            Reason = "Invalid",
            Message = $"{kind}{(group is null ? "" : $".{group}")} \"{name}\" is invalid: {(errors.Count == 1 ? text : $"[{text}]")}",
            Details = Details(kind, apiVersion, name, errors),
        };
    }

    private static StatusDetails Details(string kind, string apiVersion, string? name, IReadOnlyList<FieldError> errors) => new()
    {
        Name = string.IsNullOrEmpty(name) ? null : name,
        Group = GroupOf(apiVersion),
        Kind = kind,
        Causes = [.. errors.Select(error => error.ToCause())],
    };

    private static string? GroupOf(string apiVersion)
        => apiVersion.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? apiVersion[..slash] : null;
}

using System.Text;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What writes may be asked for, in Kubernetes' words. Pure.</summary>
internal static class WriteOptionsRules
{
    private const int MaxManagerBytes = 128;

    public static ApiStatus? FindFault(RequestTarget target)
    {
        var kind = target.Request.Method switch
        {
            "POST" => "CreateOptions",
            "PUT" => "UpdateOptions",
            "PATCH" => "PatchOptions",
            "DELETE" => "DeleteOptions",
            _ => null,
        };
        StatusCause[] faults = kind is null ? [] : [.. Faults(target.Query), .. ApplyFaults(target)];
        return faults.Length == 0 ? null : Statuses.Invalid($"{kind}.meta.k8s.io", "", faults);
    }

    private static IEnumerable<StatusCause> ApplyFaults(RequestTarget target)
    {
        if (target.Request.Method != "PATCH")
        {
            yield break;
        }

        var applies = target.Request.MediaType == PatchReader.ApplyType;
        if (applies && target.Query.Find("fieldManager") is null)
        {
            yield return Statuses.Required("fieldManager", "is required for apply patch");
        }

        if (!applies && target.Query.Find("force") is not null)
        {
            yield return Statuses.ForbiddenField("force", "may not be specified for non-apply patch");
        }
    }

    private static IEnumerable<StatusCause> Faults(QueryParameters query)
    {
        if (query.Find("dryRun") is { } dryRun and not "All")
        {
            yield return new StatusCause
            {
                Reason = "FieldValueNotSupported",
                Field = "dryRun",
                Message = $"Unsupported value: [\"{dryRun}\"]: supported values: \"All\"",
            };
        }

        if (query.Find("fieldManager") is { } manager)
        {
            if (Encoding.UTF8.GetByteCount(manager) > MaxManagerBytes)
            {
                yield return new StatusCause { Reason = "FieldValueTooLong", Field = "fieldManager", Message = $"Too long: may not be more than {MaxManagerBytes} bytes" };
            }

            if (manager.Any(char.IsControl))
            {
                yield return Statuses.InvalidValue("fieldManager", $"\"{manager}\"", "should only contain printable characters");
            }
        }

        if (query.Find("fieldValidation") is { } validation and not ("Ignore" or "Strict" or "Warn"))
        {
            yield return Statuses.NotSupported("fieldValidation", validation, "", "Ignore", "Strict", "Warn");
        }
    }
}

using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Which part of which state a list is to show. Pure.</summary>
/// <param name="At">The revision; null: the newest.</param>
/// <param name="From">Where the part begins.</param>
/// <param name="Limit">How many objects at most; 0 is no limit.</param>
internal sealed record ListStart(long? At, ListPosition From, long Limit)
{
    public static ApiResult<ListStart> Read(QueryParameters query)
    {
        var limit = query.FindNumber("limit", out var fault);
        if (fault is not null)
        {
            return Statuses.BadRequest(fault);
        }

        var from = ListPosition.Parse(query.Find("continue"));
        if (!from.Succeeded)
        {
            return from.Error;
        }

        var version = query.Find("resourceVersion");
        if (from.Object.Revision is { } begun)
        {
            return version is null or "0"
                ? new ListStart(begun == ListPosition.Newest ? null : begun, from.Object, Math.Max(0, limit ?? 0))
                : Statuses.BadRequest("specifying resource version is not allowed when using continue");
        }

        // Any state will do for 0, and Kubernetes answers that from memory without regard to the limit.
        var pageSize = version is "0" ? 0 : Math.Max(0, limit ?? 0);
        var isExact = query.Find("resourceVersionMatch") is "Exact" || (query.Find("resourceVersionMatch") is null && pageSize > 0);
        var at = isExact && version is not null && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : (long?)null;
        return new ListStart(at, from.Object, pageSize);
    }
}

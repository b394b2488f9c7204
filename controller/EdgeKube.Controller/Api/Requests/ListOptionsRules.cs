using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What list and watch may be asked for. What is not there is refused by name, which clients answer by asking differently.</summary>
internal static class ListOptionsRules
{
    private const string Kind = "ListOptions.meta.k8s.io";

    public static ApiStatus? FindFault(RequestTarget target, long revision)
    {
        var query = target.Query;
        var match = query.Find("resourceVersionMatch");
        var version = query.Find("resourceVersion");
        if (query.IsSet("sendInitialEvents"))
        {
            return Refuse("sendInitialEvents", target.IsWatch
                ? "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled"
                : "sendInitialEvents is forbidden for list");
        }

        if (match is not null && (target.IsWatch || version is null))
        {
            return Refuse("resourceVersionMatch", target.IsWatch
                ? "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"
                : "resourceVersionMatch is forbidden unless resourceVersion is provided");
        }

        if (match is "Exact")
        {
            return Refuse("resourceVersionMatch", "Exact is not implemented by EdgeKube: lists show the newest state");
        }

        return target.IsWatch || version is null ? null : FindVersionFault(version, revision);
    }

    private static ApiStatus? FindVersionFault(string version, long revision)
    {
        if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var asked))
        {
            return Statuses.BadRequest($"Invalid value: \"{version}\": strconv.ParseUint: parsing \"{version}\": invalid syntax");
        }

        return asked > revision
            ? Statuses.Failure(504, "Timeout", $"Too large resource version: {asked}, current: {revision}", new StatusDetails { RetryAfterSeconds = 1 })
            : null;
    }

    private static ApiStatus Refuse(string field, string message) => Statuses.Invalid(Kind, "", [Statuses.ForbiddenField(field, message)]);
}

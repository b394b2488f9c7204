using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What list and watch may be asked for, in Kubernetes' words. Pure.</summary>
internal static class ListOptionsRules
{
    private const string Kind = "ListOptions.meta.k8s.io";
    private const string Match = "resourceVersionMatch";

    public static ApiStatus? FindFault(RequestTarget target, long revision)
    {
        var query = target.Query;
        StatusCause[] faults = [.. target.IsWatch ? WatchFaults(query) : ListFaults(query)];
        if (faults.Length > 0)
        {
            return Statuses.Invalid(Kind, "", faults);
        }

        return target.IsWatch ? null : FindVersionFault(target, revision);
    }

    /// <summary>For get and list: the state asked for must have been reached.</summary>
    public static ApiStatus? FindVersionFault(RequestTarget target, long revision)
    {
        if (target.Query.Find("resourceVersion") is not { } version)
        {
            return null;
        }

        if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var asked))
        {
            return NoRevision(version);
        }

        return asked > revision ? Statuses.TooLargeRevision(asked, revision) : null;
    }

    public static ApiStatus NoRevision(string text) =>
        Statuses.BadRequest($"Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");

    private static IEnumerable<StatusCause> ListFaults(QueryParameters query)
    {
        var match = query.Find(Match);
        if (match is not null && query.Find("resourceVersion") is null)
        {
            yield return Statuses.ForbiddenField(Match, "resourceVersionMatch is forbidden unless resourceVersion is provided");
        }

        if (match is not null && query.Find("continue") is not null)
        {
            yield return Statuses.ForbiddenField(Match, "resourceVersionMatch is forbidden when continue is provided");
        }

        if (match is not (null or "Exact" or "NotOlderThan"))
        {
            yield return Statuses.NotSupported(Match, match, "Exact", "NotOlderThan", "");
        }

        if (match is "Exact" && query.Find("resourceVersion") is "0")
        {
            yield return Statuses.ForbiddenField(Match, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }

        if (query.Find("sendInitialEvents") is not null)
        {
            yield return Statuses.ForbiddenField("sendInitialEvents", "sendInitialEvents is forbidden for list");
        }
    }

    private static IEnumerable<StatusCause> WatchFaults(QueryParameters query)
    {
        var match = query.Find(Match);
        var hasInitialEvents = query.Find("sendInitialEvents") is not null;
        if (hasInitialEvents && match is not "NotOlderThan")
        {
            yield return Statuses.ForbiddenField(Match, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }

        if (match is not null && !hasInitialEvents)
        {
            yield return Statuses.ForbiddenField(Match, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        }

        if (match is not (null or "NotOlderThan"))
        {
            yield return Statuses.NotSupported(Match, match, "NotOlderThan");
        }
    }
}

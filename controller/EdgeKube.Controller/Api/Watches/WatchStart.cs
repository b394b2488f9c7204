using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Where a watch begins. Pure.</summary>
/// <param name="After">Tell every change after this revision; null: after what there is now.</param>
/// <param name="SendsState">First an ADDED for every object that there is.</param>
/// <param name="MarksEndOfState">Then a bookmark that says that this was all.</param>
/// <param name="SendsBookmarks">From time to time, how far the watch has seen.</param>
internal sealed record WatchStart(long? After, bool SendsState, bool MarksEndOfState, bool SendsBookmarks)
{
    public static ApiResult<WatchStart> Read(QueryParameters query)
    {
        long? after = null;
        if (query.Find("resourceVersion") is { } text and not "0")
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                return ListOptionsRules.NoRevision(text);
            }

            after = parsed;
        }

        var bookmarks = query.IsSet("allowWatchBookmarks");
        return query.Find("sendInitialEvents") is null
            ? new WatchStart(after, after is null, false, bookmarks)
            : query.IsSet("sendInitialEvents")
                ? new WatchStart(null, true, bookmarks, bookmarks)
                : new WatchStart(after, false, false, bookmarks);
    }
}

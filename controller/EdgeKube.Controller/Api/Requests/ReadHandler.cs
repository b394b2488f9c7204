using System.Globalization;
using EdgeKube.Api;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>get and list.</summary>
internal sealed class ReadHandler(Registry registry)
{
    public ApiResponse Get(RequestTarget target) =>
        ListOptionsRules.FindVersionFault(target, registry.Reader.Revision) is { } fault
            ? Responses.Of(fault)
            : target.Presentation.Of(registry.Get(target.Request.Caller, target.Kind, target.Namespace, target.Path.Name!));

    public ApiResponse List(RequestTarget target)
    {
        var selection = Selection.Parse(target);
        var start = ListStart.Read(target.Query);
        var list = FindList(target, start.Object?.At, start.Object?.From);
        return (list.Error ?? selection.Error ?? ListOptionsRules.FindFault(target, registry.Reader.Revision) ?? start.Error) is { } refusal
            ? Responses.Of(refusal)
            : Page(target, list.Object!, selection.Object!, start.Object!);
    }

    private ApiResult<StoreRange> FindList(RequestTarget target, long? at, ListPosition? position)
    {
        try
        {
            return registry.List(target.Request.Caller, target.Kind, target.Namespace, at);
        }
        catch (CompactedException)
        {
            return position?.Revision is null
                ? Statuses.Expired("The resourceVersion for the provided list is too old.")
                : Statuses.ContinueExpired((position with { Revision = ListPosition.Newest }).ToToken());
        }
        catch (FutureRevisionException e)
        {
            return Statuses.TooLargeRevision(e.Requested, e.Current);
        }
    }

    private ApiResponse Page(RequestTarget target, StoreRange list, Selection selection, ListStart start)
    {
        var version = list.Revision.ToString(CultureInfo.InvariantCulture);
        var items = Select(target.Kind, list, selection, start.From);
        if (start.Limit == 0 || items.Count <= start.Limit)
        {
            return target.Presentation.OfList(items, new ListMeta { ResourceVersion = version }, registry.Reader);
        }

        var page = items[..(int)start.Limit];
        var metadata = new ListMeta
        {
            ResourceVersion = version,
            Continue = ListPosition.Of(list.Revision, target.Kind, page[^1].Key).ToToken(),
            RemainingItemCount = selection.IsEverything ? items.Count - page.Count : null,
        };
        return target.Presentation.OfList(page, metadata, registry.Reader);
    }

    // Only what the selectors must see is decoded.
    private List<StoreEntry> Select(Kind kind, StoreRange list, Selection selection, ListPosition from)
    {
        var items = new List<StoreEntry>(selection.IsEverything ? list.Entries.Count : 0);
        foreach (var entry in list.Entries)
        {
            if (from.IsBefore(kind, entry.Key) && (selection.IsEverything || selection.Covers(registry.Reader.Decode(kind, entry))))
            {
                items.Add(entry);
            }
        }

        return items;
    }
}

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

    private ApiResult<ObjectList> FindList(RequestTarget target, long? at, ListPosition? position)
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

    private static ApiResponse Page(RequestTarget target, ObjectList list, Selection selection, ListStart start)
    {
        var version = list.Revision.ToString(CultureInfo.InvariantCulture);
        var items = list.Items.Where(item => selection.Covers(item) && start.From.IsBefore(item)).ToArray();
        if (start.Limit == 0 || items.Length <= start.Limit)
        {
            return target.Presentation.OfList(items, new ListMeta { ResourceVersion = version });
        }

        var page = items[..(int)start.Limit];
        return target.Presentation.OfList(page, new ListMeta
        {
            ResourceVersion = version,
            Continue = new ListPosition(list.Revision, page[^1].Namespace, page[^1].Name).ToToken(),
            RemainingItemCount = selection.IsEverything ? items.Length - page.Length : null,
        });
    }
}

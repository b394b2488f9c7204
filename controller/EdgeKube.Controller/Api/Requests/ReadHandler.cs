using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>get and list.</summary>
internal sealed class ReadHandler(Registry registry)
{
    public ApiResponse Get(RequestTarget target) =>
        Responses.Of(registry.Get(target.Request.Caller, target.Kind, target.Namespace, target.Path.Name!));

    public ApiResponse List(RequestTarget target)
    {
        var list = registry.List(target.Request.Caller, target.Kind, target.Namespace);
        if (!list.Succeeded)
        {
            return Responses.Of(list.Error);
        }

        var selection = Selection.Parse(target);
        if (!selection.Succeeded)
        {
            return Responses.Of(selection.Error);
        }

        var limit = target.Query.FindNumber("limit", out var fault);
        if ((fault is null ? ListOptionsRules.FindFault(target, list.Object.Revision) : Statuses.BadRequest(fault)) is { } refusal)
        {
            return Responses.Of(refusal);
        }

        var from = ListPosition.Parse(target.Query.Find("continue"));
        if (!from.Succeeded)
        {
            return Responses.Of(from.Error);
        }

        var items = list.Object.Items.Where(item => selection.Object.Covers(item) && from.Object.IsBefore(item)).ToArray();
        return Page(target.Kind, items, limit ?? 0, from.Object.Revision ?? list.Object.Revision);
    }

    // Later pages show the newest state under the first page's revision: whoever watches from that revision misses nothing.
    private static ApiResponse Page(Kind kind, ApiObject[] items, long limit, long revision)
    {
        var version = revision.ToString(CultureInfo.InvariantCulture);
        if (limit <= 0 || items.Length <= limit)
        {
            return Responses.OfList(kind, items, version);
        }

        var page = items[..(int)limit];
        return Responses.OfList(kind, page, version, new ListPosition(revision, page[^1].Namespace, page[^1].Name).ToToken(), items.Length - page.Length);
    }
}

using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Which objects of a collection a request is about: its labelSelector, fieldSelector and the name in its path.</summary>
internal sealed class Selection(Kind kind, Selector labels, IReadOnlyList<FieldCondition> fields, string? name)
{
    public static ApiResult<Selection> Parse(RequestTarget target)
    {
        if (!Selector.TryParse(target.Query.Find("labelSelector"), out var labels, out var fault))
        {
            return Statuses.BadRequest(fault!);
        }

        var fields = FieldCondition.ParseAll(target.Kind, target.Query.Find("fieldSelector") ?? "", out var fieldFault);
        return fieldFault is null ? new Selection(target.Kind, labels, fields, target.Path.Name) : Statuses.BadRequest(fieldFault);
    }

    /// <summary>Nothing is left out.</summary>
    public bool IsEverything => name is null && labels.Requirements.Count == 0 && fields.Count == 0;

    public bool Covers(ApiObject obj) =>
        (name is null || obj.Name == name) && labels.Matches(obj.Metadata.Labels) && fields.All(field => field.Covers(kind, obj));
}

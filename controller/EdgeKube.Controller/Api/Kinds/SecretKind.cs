using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

internal sealed class SecretKind : Strategy<Secret>
{
    private const string IsSet = "field is immutable when `immutable` is set";

    protected override IEnumerable<StatusCause> ForbiddenChanges(Secret obj, Secret current)
    {
        if (obj.Type != current.Type)
        {
            yield return Statuses.InvalidValue("type", $"\"{obj.Type}\"", "field is immutable");
        }

        if (current.Immutable is not true)
        {
            yield break;
        }

        if (obj.Immutable is not true)
        {
            yield return Statuses.ForbiddenField("immutable", IsSet);
        }

        if (!ObjectCodec.HaveEqualJson(obj with { Data = current.Data }, obj))
        {
            yield return Statuses.ForbiddenField("data", IsSet);
        }
    }

    protected override string? Field(Secret obj, string field) => field is "type" ? obj.Type ?? "" : null;
}

using System.Text;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

internal sealed class SecretKind : Strategy<Secret>
{
    private const string IsSet = "field is immutable when `immutable` is set";

    protected override Secret Create(Secret obj) => Merged(obj);

    protected override Secret Update(Secret obj, Secret current) => Merged(obj);

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

    /// <summary>stringData is for writing only: it goes into data, over what is there.</summary>
    private static Secret Merged(Secret obj)
    {
        if (obj.StringData is not { Count: > 0 } text)
        {
            return obj with { StringData = null };
        }

        var data = new Dictionary<string, byte[]>(obj.Data ?? new Dictionary<string, byte[]>(), StringComparer.Ordinal);
        foreach (var (key, value) in text)
        {
            data[key] = Encoding.UTF8.GetBytes(value);
        }

        return obj with { Data = data, StringData = null };
    }
}

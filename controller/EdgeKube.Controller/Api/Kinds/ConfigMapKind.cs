using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

internal sealed class ConfigMapKind : Strategy<ConfigMap>
{
    private const string IsSet = "field is immutable when `immutable` is set";

    protected override IEnumerable<StatusCause> ForbiddenChanges(ConfigMap obj, ConfigMap current)
    {
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

        if (!ObjectCodec.HaveEqualJson(obj with { BinaryData = current.BinaryData }, obj))
        {
            yield return Statuses.ForbiddenField("binaryData", IsSet);
        }
    }
}

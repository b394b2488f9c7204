using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What kinds with schema files have in common: status has its own writer, and the rest follows from the file.</summary>
internal sealed class SchemaKind(KindSchema kind) : Strategy<SchemaObject>, IScalable
{
    private const string Status = "status";

    private readonly JsonElement? _firstStatus = kind.Type.Find(Status)?.Default is { } json ? JsonBytes.Element(json) : null;

    public override bool HasGeneration => kind.HasGeneration;

    public override bool ReturnsDeletedObject => kind.ReturnsDeletedObject;

    public int GetReplicas(ApiObject obj) => Number((SchemaObject)obj, "spec");

    public int GetObservedReplicas(ApiObject obj) => Number((SchemaObject)obj, Status);

    // ReplicationControllers have labels where the others have a selector.
    public LabelSelector? GetSelector(ApiObject obj) => ((SchemaObject)obj).Find("spec", "selector") switch
    {
        null => null,
        { } labels when kind.Type.Find("spec")!.Type.Find("selector")!.Type.Form == SchemaForm.Map =>
            new LabelSelector { MatchLabels = labels.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!) },
        { } selector => selector.Deserialize(AppsJsonContext.Default.LabelSelector),
    };

    public ApiObject WithReplicas(ApiObject obj, int replicas)
    {
        var stored = (SchemaObject)obj;
        var spec = JsonNode.Parse(stored.Find("spec")?.GetRawText() ?? "{}")!.AsObject();
        spec["replicas"] = replicas;
        return stored.With("spec", JsonBytes.Element(spec.ToJsonString()));
    }

    protected override SchemaObject Create(SchemaObject obj) => SchemaDefaults.Create(kind.HasStatus ? obj.With(Status, _firstStatus) : obj, kind);

    protected override SchemaObject Update(SchemaObject obj, SchemaObject current)
    {
        var next = kind.HasStatus ? obj.With(Status, current.Find(Status)) : obj;
        return kind.Rules == KindRules.None ? next : SchemaDefaults.Update(next, current, kind);
    }

    protected override SchemaObject UpdateStatus(SchemaObject obj, SchemaObject current) => SchemaDefaults.Apply(current.With(Status, obj.Find(Status)), kind);

    protected override IEnumerable<StatusCause> ForbiddenChanges(SchemaObject obj, SchemaObject current) =>
        SchemaValidator.ValidateUpdate(obj, current, kind).Select(fault => fault.ToCause());

    protected override string? Field(SchemaObject obj, string field)
    {
        if (!kind.Selectable.Contains(field))
        {
            return null;
        }

        return obj.Find(field.Split('.')) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : "";
    }

    private static int Number(SchemaObject obj, string part) =>
        obj.Find(part, "replicas") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var replicas) ? replicas : 0;
}

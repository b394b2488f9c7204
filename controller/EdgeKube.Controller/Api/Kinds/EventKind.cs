using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

internal sealed class EventKind : Strategy<Event>
{
    protected override string? Field(Event obj, string field) => field switch
    {
        "involvedObject.kind" => obj.InvolvedObject?.Kind ?? "",
        "involvedObject.namespace" => obj.InvolvedObject?.Namespace ?? "",
        "involvedObject.name" => obj.InvolvedObject?.Name ?? "",
        "involvedObject.uid" => obj.InvolvedObject?.Uid ?? "",
        "involvedObject.apiVersion" => obj.InvolvedObject?.ApiVersion ?? "",
        "involvedObject.resourceVersion" => obj.InvolvedObject?.ResourceVersion ?? "",
        "involvedObject.fieldPath" => obj.InvolvedObject?.FieldPath ?? "",
        "reason" => obj.Reason ?? "",
        "reportingComponent" => obj.ReportingComponent,
        "source" => obj.Source?.Component ?? obj.ReportingComponent,
        "type" => obj.Type ?? "",
        _ => null,
    };
}

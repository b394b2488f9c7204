namespace EdgeKube.Api;

/// <summary>Rules for readiness gates.</summary>
internal static class ReadinessGateRules
{
    public static IEnumerable<FieldError> Validate(IReadOnlyList<PodReadinessGate> gates, string path)
        => gates.SelectMany((gate, i) => LabelRules.FindKeyFaults(gate.ConditionType)
            .Select(fault => FieldError.Invalid($"{path}[{i}].conditionType", gate.ConditionType, fault)));
}

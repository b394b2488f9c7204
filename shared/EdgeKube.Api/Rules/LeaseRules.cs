namespace EdgeKube.Api;

/// <summary>Rules of Leases.</summary>
internal sealed class LeaseRules : KindRules
{
    internal override IEnumerable<FieldError> Validate(Place obj) =>
        obj["spec"]["leaseDurationSeconds"].AtLeast(1, "must be greater than 0").Concat(obj["spec"].NotNegative("leaseTransitions"));
}

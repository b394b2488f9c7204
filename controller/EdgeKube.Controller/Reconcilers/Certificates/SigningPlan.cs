namespace EdgeKube.Controller.Reconcilers.Certificates;

/// <summary>What is to be done about a CertificateSigningRequest.</summary>
internal abstract record SigningPlan
{
    private SigningPlan()
    {
    }

    /// <summary>It is not for this signer, not approved, or done.</summary>
    public sealed record Nothing : SigningPlan;

    /// <param name="Life">Null: as long as others.</param>
    public sealed record Sign(ClientRequest Request, TimeSpan? Life) : SigningPlan;

    public sealed record Fail(string Message) : SigningPlan;
}

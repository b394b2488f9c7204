namespace EdgeKube.Controller.Security.Pki;

/// <summary>By what programs in pods know the API: the authorities' certificates, published in every namespace.</summary>
internal sealed class RootCertificate
{
    private volatile string? _pem;

    public event Action? Changed;

    /// <summary>Null where there is no authority.</summary>
    public string? Pem => _pem;

    public void Set(IEnumerable<string> pems)
    {
        _pem = string.Concat(pems.Select(pem => pem.TrimEnd() + "\n"));
        Changed?.Invoke();
    }
}
